-- Beleidsindicatoren: zoals aangeleverd.
SELECT verslagperiode, sleutel AS beleidsindicator, waarde FROM waarden WHERE onderdeel = 'beleidsindicatoren'
