-- De eigen registratie en het COA tellen evenveel personen.
SELECT gehuisvest - gehuisvest_coa AS value, gehuisvest AS numerator, gehuisvest_coa AS denominator FROM uitkomst WHERE gehuisvest <> gehuisvest_coa
