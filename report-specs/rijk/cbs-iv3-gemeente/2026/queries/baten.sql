-- Baten: per taakveld en categorie credit min debet; een debetboeking verlaagt de bate. Begroting: een regel van de andere zijde telt negatief.
SELECT _row, taakveld, categorie, credit - debet AS bedrag FROM regels WHERE zijde = 'baten' AND periode > 0
UNION ALL
SELECT _row, taakveld, categorie, CASE WHEN zijde_bron <> '' AND zijde_bron <> zijde THEN -bedrag ELSE bedrag END FROM begroting WHERE zijde = 'baten'
