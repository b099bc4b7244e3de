import { Injectable } from '@nestjs/common';
import type { Finding } from '../specs/finding';
import type { OrganisationFields } from './organisation';
import type { Report } from './report.entity';
import type { ReportVersion } from './report-version.entity';
import type { ReportFile } from './workbench';

/** What a delivered file holds beside the figures. */
export interface PackageInputs {
  datum: string;
  organisation: OrganisationFields;
  explanations: { text: string; author: string }[];
}

type Render = (report: Report, version: ReportVersion, inputs: PackageInputs) => Promise<ReportFile[]>;
type CheckForm = (report: Report, version: ReportVersion, files: ReportFile[]) => Promise<Finding[]>;

/** Stages do not know each other. Generation leaves here how files are rendered and validation how their form is checked; review asks for both. */
@Injectable()
export class PackageStages {
  private renderer?: Render;
  private formCheck?: CheckForm;

  useRenderer(renderer: Render): void {
    this.renderer = renderer;
  }

  useFormCheck(formCheck: CheckForm): void {
    this.formCheck = formCheck;
  }

  get render(): Render {
    if (!this.renderer) throw new Error('this process has no generation: load GenerationModule beside ReviewModule');
    return this.renderer;
  }

  get checkForm(): CheckForm {
    if (!this.formCheck) throw new Error('this process has no validation: load ValidationModule beside ReviewModule');
    return this.formCheck;
  }
}
