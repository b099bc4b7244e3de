-- Regels van de conversietabel die op een grijze cel uitkomen. Bruto raakt beide kanten; anders zoekt een balansmutatie de witte kant, als die er is.
SELECT t._line FROM iv3 t JOIN grijze_cellen g ON g.sectie = t.zijde AND g.rij = t.taakveld AND g.categorie = t.categorie
UNION ALL
SELECT t._line FROM iv3 t
LEFT JOIN categorie_lasten l ON l.code = t.categorie AND l.leaf = 'true'
LEFT JOIN categorie_baten r ON r.code = t.categorie AND r.leaf = 'true'
LEFT JOIN grijze_cellen gl ON gl.sectie = 'balans_lasten' AND gl.rij = t.balanscode AND gl.categorie = t.categorie
LEFT JOIN grijze_cellen gb ON gb.sectie = 'balans_baten' AND gb.rij = t.balanscode AND gb.categorie = t.categorie
WHERE t.zijde = 'balans' AND CASE WHEN t.saldering = 'bruto' THEN gl.rij IS NOT NULL OR gb.rij IS NOT NULL
  ELSE (l.code IS NULL OR gl.rij IS NOT NULL) AND (r.code IS NULL OR gb.rij IS NOT NULL) END
