-- Voortoets 1: van de begrote uitkering uit het gemeentefonds is het deel van het jaar verantwoord dat is verstreken.
SELECT percent1(CAST(n.bedrag AS HUGEINT), CAST(b.bedrag AS HUGEINT)) AS value, CAST($aandeel AS INTEGER) AS bound, n.bedrag AS numerator, b.bedrag AS denominator
FROM (SELECT coalesce(sum(bedrag), 0) AS bedrag FROM baten WHERE taakveld = $taakveld_uitkering AND categorie = '4.3.1') n
CROSS JOIN (SELECT coalesce(sum(bedrag), 0) AS bedrag FROM begrote_baten WHERE taakveld = $taakveld_uitkering AND categorie = '4.3.1') b
WHERE b.bedrag > 0 AND abs(n.bedrag * 100 - b.bedrag * CAST($aandeel AS INTEGER)) > b.bedrag * $voortoets_uitkering_marge
