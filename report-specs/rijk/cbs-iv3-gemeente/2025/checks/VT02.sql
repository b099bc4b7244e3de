-- Voortoets 2: de loonsom is het deel van die van heel vorig jaar dat bij de periode past.
SELECT percent1(CAST(n.bedrag AS HUGEINT), CAST(v.bedrag AS HUGEINT)) AS value, CAST($aandeel AS INTEGER) AS bound, n.bedrag AS numerator, v.bedrag AS denominator
FROM (SELECT coalesce(sum(bedrag), 0) AS bedrag FROM lasten WHERE categorie = '1.1') n
CROSS JOIN (SELECT coalesce(sum(bedrag), 0) AS bedrag FROM q4_lasten WHERE categorie = '1.1') v
WHERE v.bedrag > 0 AND abs(n.bedrag * 100 - v.bedrag * CAST($aandeel AS INTEGER)) > v.bedrag * $voortoets_loonsom_marge
