-- Bij een tussenstand: elke maand een zesde van de opgave.
SELECT realisatie AS value, percent1($meetmaand, 6) AS bound, gehuisvest AS numerator, opgave AS denominator, $meetmaand AS meetmaand
FROM uitkomst WHERE $meetmaand < 6 AND opgave > 0 AND gehuisvest * 6 < opgave * $meetmaand
