import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config';
import { CONFIG } from '../platform/platform.module';
import { ObligationsService } from '../reports/obligations.service';
import { Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import { SpecsService } from '../specs/specs.service';
import type { Channel, SendOptions } from './channel';
import { channelOf } from './channels/registry';

/** How a report leaves the house. */
export interface Route extends Pick<SendOptions, 'settings' | 'secret'> {
  channel: Channel;
  receiptRequired: boolean;
  /** What a person does to hand it over, in Markdown; only where the spec has steps. */
  steps?: string;
}

@Injectable()
export class DeliveryRoutes {
  constructor(
    private readonly obligations: ObligationsService,
    private readonly specs: SpecsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The channel of the obligation goes before that of the spec. */
  async of({ organisationId, obligationId, specId, period }: Report): Promise<Route> {
    const { spec, files } = await this.specs.forPeriod(specId, period);
    const obligation = await this.obligations.find(organisationId, obligationId);
    const kind = obligation?.channel ?? spec.delivery.channel;
    const channel = channelOf(kind);
    if (!channel) throw new Refusal('invalid', `De manier van aanleveren "${kind}" bestaat niet.`);
    const { options, receiptNumber, steps } = spec.delivery;
    const settings = { ...(kind === spec.delivery.channel ? options : {}), ...obligation?.channelOptions };
    return {
      channel,
      settings,
      secret: (name) => this.config.secret(name),
      receiptRequired: receiptNumber === 'required',
      steps: steps && files.get(steps),
    };
  }
}
