-- Aan welke kant van de balansmatrix komt een mutatie? Wit op één kant: die kant, netto. Wit op beide of bruto gevraagd: beide kanten. Anders activa bij de lasten, passiva bij de baten. Nooit aan een kant waar de categorie niet bestaat.
WITH combinaties AS (
  SELECT b.code AS balanscode, c.code AS categorie, s.saldering, l.code IS NOT NULL AS lasten_bestaat, r.code IS NOT NULL AS baten_bestaat,
         l.code IS NOT NULL AND gl.rij IS NULL AS lasten_wit, r.code IS NOT NULL AND gb.rij IS NULL AS baten_wit
  FROM balanscode b
  CROSS JOIN (SELECT code FROM categorie_lasten WHERE leaf = 'true' UNION SELECT code FROM categorie_baten WHERE leaf = 'true') c
  CROSS JOIN (VALUES (''), ('bruto'), ('netto')) s(saldering)
  LEFT JOIN categorie_lasten l ON l.code = c.code AND l.leaf = 'true'
  LEFT JOIN categorie_baten r ON r.code = c.code AND r.leaf = 'true'
  LEFT JOIN grijze_cellen gl ON gl.sectie = 'balans_lasten' AND gl.rij = b.code AND gl.categorie = c.code
  LEFT JOIN grijze_cellen gb ON gb.sectie = 'balans_baten' AND gb.rij = b.code AND gb.categorie = c.code
  WHERE b.leaf = 'true')
SELECT balanscode, categorie, saldering,
  CASE WHEN NOT baten_bestaat THEN 'lasten'
       WHEN NOT lasten_bestaat THEN 'baten'
       WHEN saldering = 'bruto' OR (saldering = '' AND lasten_wit AND baten_wit) THEN 'beide'
       WHEN lasten_wit AND NOT baten_wit THEN 'lasten'
       WHEN baten_wit AND NOT lasten_wit THEN 'baten'
       WHEN left(balanscode, 1) = 'A' THEN 'lasten' ELSE 'baten' END AS kant
FROM combinaties
