-- Voortoets 5: een cel verschilt niet meer dan een kwart en een flink bedrag van dezelfde levering een jaar eerder.
WITH eerder AS (
  SELECT 'lasten' AS sectie, taakveld AS rij, categorie, bedrag FROM vorigjaar_lasten
  UNION ALL SELECT 'baten', taakveld, categorie, bedrag FROM vorigjaar_baten),
paren AS (
  SELECT coalesce(m.sectie, v.sectie) AS sectie, coalesce(m.rij, v.rij) AS taakveld, coalesce(m.categorie, v.categorie) AS categorie, coalesce(m.bedrag, 0) AS nu, coalesce(v.bedrag, 0) AS toen
  FROM (SELECT sectie, rij, categorie, bedrag FROM matrix WHERE deel = 'taakveld') m
  FULL JOIN eerder v ON v.sectie = m.sectie AND v.rij = m.rij AND v.categorie = m.categorie)
SELECT sectie, taakveld, categorie, nu - toen AS value, nu AS numerator, toen AS denominator FROM paren
WHERE abs(nu - toen) > $voortoets_sprong_euro AND abs(nu - toen) * 100 > abs(toen) * $voortoets_sprong_procent
