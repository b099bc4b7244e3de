-- Mutaties op de balans, lastenkant: bruto de debetboekingen, anders debet min credit. De beginbalans (periode 0) is geen mutatie.
SELECT r._row, r.balanscode, r.categorie, CASE k.kant WHEN 'beide' THEN r.debet ELSE r.debet - r.credit END AS bedrag
FROM regels r JOIN kanten k ON k.balanscode = r.balanscode AND k.categorie = r.categorie AND k.saldering = coalesce(r.saldering, '')
WHERE r.zijde = 'balans' AND r.periode > 0 AND k.kant IN ('lasten', 'beide')
