-- Alle uitgangscijfers zijn groter dan nul en een gemeente heeft minder inwoners dan Nederland.
SELECT 'landelijk aantal' AS gegeven, $vg AS value WHERE $vg <= 0
UNION ALL SELECT 'inwoners van de gemeente', $ig WHERE $ig <= 0 OR $ig >= $in
UNION ALL SELECT 'inwoners van Nederland', $in WHERE $in <= 0
