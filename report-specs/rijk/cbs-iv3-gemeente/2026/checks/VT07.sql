-- Voortoets 7: rente en dividend alleen op treasury, reservemutaties alleen op reserves en resultaat, afschrijvingen nooit bij de baten.
SELECT cell, bedrag AS value FROM matrix WHERE deel = 'taakveld' AND bedrag <> 0 AND (
  (categorie IN ('5.1', '5.2') AND rij <> $taakveld_treasury)
  OR (categorie = '7.1' AND rij NOT IN ($taakveld_reserves, $taakveld_resultaat))
  OR (categorie = '7.3' AND sectie = 'baten'))
