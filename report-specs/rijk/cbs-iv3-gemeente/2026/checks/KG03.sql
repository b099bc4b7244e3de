-- De waarde van een kengetal is een getal met een punt.
SELECT verslagperiode, kengetal, waarde FROM kengetallen WHERE TRY_CAST(waarde AS DECIMAL(18,4)) IS NULL
