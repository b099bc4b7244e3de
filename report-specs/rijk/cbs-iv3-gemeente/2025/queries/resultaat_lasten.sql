-- Voordelig resultaat: is op het resultaattaakveld niets geboekt en zijn de baten hoger, dan is baten min lasten een last op dat taakveld, 7.1.
WITH posten AS (
  SELECT taakveld, cell, -1 AS coef, bedrag_exact FROM lasten
  UNION ALL SELECT taakveld, cell, 1, bedrag_exact FROM baten)
SELECT $taakveld_resultaat AS taakveld, '7.1' AS categorie, cell, coef FROM posten
WHERE (SELECT sum(coef * bedrag_exact) FROM posten) > 0 AND NOT EXISTS (SELECT 1 FROM posten WHERE taakveld = $taakveld_resultaat)
