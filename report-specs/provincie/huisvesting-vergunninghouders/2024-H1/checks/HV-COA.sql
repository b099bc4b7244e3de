-- De cijfers van het COA gaan over één gemeente.
SELECT count(DISTINCT gemeente) AS value, 1 AS bound FROM coa_realisatie HAVING count(DISTINCT gemeente) > 1
