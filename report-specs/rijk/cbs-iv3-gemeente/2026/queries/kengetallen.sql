-- Kengetallen: wat uit de jaarrekening volgt wordt berekend (verhouding met vier decimalen); de rest komt uit de aangeleverde waarden.
WITH berekend AS (
  SELECT 'fk.1' AS kengetal, fk_1 AS waarde, 'kengetal_berekend.fk_1' AS _figure FROM kengetal_berekend
  UNION ALL SELECT 'fk.2', fk_2, 'kengetal_berekend.fk_2' FROM kengetal_berekend
  UNION ALL SELECT 'fk.3', fk_3, 'kengetal_berekend.fk_3' FROM kengetal_berekend
  UNION ALL SELECT 'fk.5', fk_5, 'kengetal_berekend.fk_5' FROM kengetal_berekend)
SELECT 'Rek_' || $year AS verslagperiode, kengetal, CAST(CAST(waarde AS DECIMAL(18,4)) AS VARCHAR) AS waarde, _figure FROM berekend WHERE waarde IS NOT NULL
UNION ALL
SELECT w.verslagperiode, w.sleutel, w.waarde, '' FROM waarden w
LEFT JOIN berekend b ON b.kengetal = w.sleutel AND w.verslagperiode = 'Rek_' || $year AND b.waarde IS NOT NULL
WHERE w.onderdeel = 'kengetallen' AND b.kengetal IS NULL
