/** error blocks approval and delivery, warning needs a written explanation, info asks nothing (decision 15). */
export type Severity = 'error' | 'warning' | 'info';

export type Unit = 'EUR' | '%' | 'n';

/** A figure that contributes to a finding; amounts are decimal strings. */
export interface CellAmount {
  part: string;
  key: Record<string, string>;
  amount: string;
}

/** What explains a gap to the cent. It is "explains", never "is the cause". */
export interface Cause {
  kind: string;
  amount: string;
  message: string;
  accounts?: string[];
}

/** A problem in the data. Values and amounts are decimal strings, never numbers. The shape is the contract of findings.json. */
export interface Finding {
  id: string;
  severity: Severity;
  part?: string;
  key?: Record<string, string>;
  value?: string;
  bound?: string;
  unit?: Unit;
  numerator?: string;
  denominator?: string;
  message: string;
  advice?: string;
  cells?: CellAmount[];
  causes?: Cause[];
  /** `first` holds at most twenty row numbers; row 1 is the first row below the header. */
  rows?: { count: number; first: number[] };
}
