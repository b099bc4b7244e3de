-- Standen met hun moment (begin of eind); de ontvanger kent voor elk meer dan één code.
SELECT s.cell, s.balanscode, p.moment, s.bedrag FROM balans_standen s JOIN standper p ON p.code = s.standper
