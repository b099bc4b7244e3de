-- Voortoets 3: een grote cel wordt in de loop van het jaar niet kleiner.
WITH vorige AS (
  SELECT 'lasten' AS sectie, taakveld, categorie, bedrag FROM vorige_lasten
  UNION ALL SELECT 'baten', taakveld, categorie, bedrag FROM vorige_baten)
SELECT v.sectie, v.taakveld, v.categorie, coalesce(m.bedrag, 0) - v.bedrag AS value, coalesce(m.bedrag, 0) AS numerator, v.bedrag AS denominator
FROM vorige v LEFT JOIN matrix m ON m.sectie = v.sectie AND m.rij = v.taakveld AND m.categorie = v.categorie
WHERE abs(v.bedrag) >= $voortoets_grote_cel AND abs(coalesce(m.bedrag, 0)) < abs(v.bedrag)
