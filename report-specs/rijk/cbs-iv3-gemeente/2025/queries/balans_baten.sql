-- Mutaties op de balans, batenkant: bruto de creditboekingen, anders credit min debet. De beginbalans (periode 0) is geen mutatie.
SELECT r._row, r.balanscode, r.categorie, CASE k.kant WHEN 'beide' THEN r.credit ELSE r.credit - r.debet END AS bedrag
FROM regels r JOIN kanten k ON k.balanscode = r.balanscode AND k.categorie = r.categorie AND k.saldering = coalesce(r.saldering, '')
WHERE r.zijde = 'balans' AND r.periode > 0 AND k.kant IN ('baten', 'beide')
