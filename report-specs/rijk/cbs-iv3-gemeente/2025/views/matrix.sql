-- De vier matrixdelen onder elkaar. kant: +1 lasten, -1 baten.
SELECT cell, 'lasten' AS sectie, 'taakveld' AS deel, 1 AS kant, taakveld AS rij, categorie, bedrag FROM lasten
UNION ALL SELECT cell, 'baten', 'taakveld', -1, taakveld, categorie, bedrag FROM baten
UNION ALL SELECT cell, 'balans_lasten', 'balans', 1, balanscode, categorie, bedrag FROM balans_lasten
UNION ALL SELECT cell, 'balans_baten', 'balans', -1, balanscode, categorie, bedrag FROM balans_baten
