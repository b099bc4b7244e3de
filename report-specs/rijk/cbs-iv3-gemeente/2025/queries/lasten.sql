-- Lasten: per taakveld en categorie debet min credit; een creditboeking verlaagt de last. Begroting: een regel van de andere zijde telt negatief.
SELECT _row, taakveld, categorie, debet - credit AS bedrag FROM regels WHERE zijde = 'lasten' AND periode > 0
UNION ALL
SELECT _row, taakveld, categorie, CASE WHEN zijde_bron <> '' AND zijde_bron <> zijde THEN -bedrag ELSE bedrag END FROM begroting WHERE zijde = 'lasten'
