-- Een begroting bevat elke beleidsindicator over het begrotingsjaar, een jaarrekening over het verslagjaar.
SELECT count(*) AS value, string_agg(b.code, ', ' ORDER BY b.code) AS ontbreekt, p.verslagperiode
FROM beleidsindicator b
CROSS JOIN (SELECT CASE $periode WHEN '0' THEN 'Beg_' || $year ELSE 'Rek_' || $year END AS verslagperiode) p
LEFT JOIN beleidsindicatoren v ON v.beleidsindicator = b.code AND v.verslagperiode = p.verslagperiode
WHERE b.leaf = 'true' AND coalesce(v.waarde, '') = ''
GROUP BY p.verslagperiode
