-- De taakstelling volgt uit de wettelijke formule; de beginstand is de eindstand van het vorige halfjaar, en zo staat zij in de brief van de provincie.
SELECT 'De taakstelling' AS gegeven, taakstelling AS value, ceil_div($vg * $ig, $in) + $ruil AS bound FROM uitkomst WHERE taakstelling <> ceil_div($vg * $ig, $in) + $ruil
UNION ALL SELECT 'De beginstand', u.beginstand, v.eindstand FROM uitkomst u CROSS JOIN vorige v WHERE u.beginstand <> v.eindstand
UNION ALL SELECT 'De beginstand in de brief van de provincie', TRY_CAST($beginstand_brief AS BIGINT), beginstand FROM uitkomst
WHERE $beginstand_brief <> '' AND coalesce(TRY_CAST($beginstand_brief AS BIGINT) <> beginstand, true)
