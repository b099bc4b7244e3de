import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';

const text = { message: 'moet tekst zijn' };
const filled = { message: 'mag niet leeg zijn' };
const atMost = (count: number) => ({ message: `heeft hoogstens ${count} tekens` });

/** The version that the sender looked at; another current version refuses the request. */
export class SeenInput {
  @IsInt({ message: 'moet een heel getal zijn' })
  @Min(1, { message: 'moet 1 of hoger zijn' })
  versie!: number;
}

export class NewReportInput {
  @IsString(text)
  @Matches(/^[A-Z]{2}\d{2,6}$/, { message: 'moet een organisatiecode zijn, zoals GM9999' })
  organisatie!: string;

  @IsString(text)
  @IsNotEmpty(filled)
  @MaxLength(200, atMost(200))
  specificatie!: string;

  @IsString(text)
  @IsNotEmpty(filled)
  @MaxLength(32, atMost(32))
  periode!: string;
}

export class ExplanationInput {
  /** Number of the finding in the list of the report. */
  @IsString(text)
  @IsNotEmpty(filled)
  @MaxLength(2000, atMost(2000))
  plaats!: string;

  @IsString(text)
  @IsNotEmpty(filled)
  @MaxLength(2000, atMost(2000))
  tekst!: string;
}

export class ReviewInput extends SeenInput {
  @IsIn(['gereed', 'terug'], { message: 'moet «gereed» of «terug» zijn' })
  besluit!: 'gereed' | 'terug';

  @IsOptional()
  @IsString(text)
  @MaxLength(2000, atMost(2000))
  opmerking?: string;
}

export class ApprovalInput extends SeenInput {
  @IsIn(['goedgekeurd', 'terug'], { message: 'moet «goedgekeurd» of «terug» zijn' })
  besluit!: 'goedgekeurd' | 'terug';

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'moet de SHA-256 zijn die bij de levering staat, in 64 tekens' })
  vingerafdruk?: string;

  @IsOptional()
  @IsString(text)
  @MaxLength(2000, atMost(2000))
  opmerking?: string;
}

export class DispatchInput extends SeenInput {}

export class ReceiptInput extends SeenInput {
  @IsOptional()
  @IsString(text)
  @MaxLength(200, atMost(200))
  ontvangstnummer?: string;

  @IsOptional()
  @IsIn(['geaccepteerd', 'teruggestuurd'], { message: 'moet «geaccepteerd» of «teruggestuurd» zijn' })
  oordeel?: 'geaccepteerd' | 'teruggestuurd';

  @IsOptional()
  @IsString(text)
  @MaxLength(4000, atMost(4000))
  tekst?: string;
}
