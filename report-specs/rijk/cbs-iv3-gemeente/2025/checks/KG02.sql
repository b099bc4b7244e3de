-- Een kengetal dat ook wordt berekend is gelijk aan wat is aangeleverd, op afronding na.
SELECT k.verslagperiode, k.kengetal, TRY_CAST(w.waarde AS DECIMAL(18,4)) AS value, TRY_CAST(k.waarde AS DECIMAL(18,4)) AS bound
FROM kengetallen k JOIN waarden w ON w.onderdeel = 'kengetallen' AND w.sleutel = k.kengetal AND w.verslagperiode = k.verslagperiode
WHERE abs(TRY_CAST(w.waarde AS DECIMAL(18,4)) - TRY_CAST(k.waarde AS DECIMAL(18,4))) > $kengetal_verschil
