import type { JSX } from 'preact';
import { nl } from '../copy/nl';
import type { MeterReading } from '../deliveries/meter-reading';

const STEPS = nl.meter.steps;

/** Six bars and the same in words; the words carry the meaning. */
export function Meter({ meter }: { meter: MeterReading }): JSX.Element {
  return (
    <span class="meter">
      <svg class="meter__bars" viewBox="0 0 138 12" width="138" height="12" aria-hidden="true" focusable="false">
        {STEPS.map((name, index) => (
          <rect key={name} class={`bar-${toneOf(meter, index + 1)}`} x={index * 23 + 0.75} y={0.75} width={19.5} height={10.5} rx={2} />
        ))}
      </svg>
      <span class="meter__text">{meter.text}</span>
    </span>
  );
}

/** The six steps as a list, with where the report stands. */
export function Phases({ meter }: { meter: MeterReading }): JSX.Element {
  return (
    <ol class="phases" aria-label={nl.meter.phases}>
      {STEPS.map((name, index) => {
        const tone = toneOf(meter, index + 1);
        return (
          <li key={name} class={`phase phase--${tone}`} aria-current={index + 1 === meter.step && !meter.done ? 'step' : undefined}>
            <span class="phase__number">{index + 1}</span>
            <span class="phase__name">{name}</span>
            <span class="phase__state">{nl.meter.state[tone === 'done' ? 'done' : tone === 'open' ? 'open' : 'current']}</span>
          </li>
        );
      })}
    </ol>
  );
}

function toneOf(meter: MeterReading, step: number): 'done' | 'open' | MeterReading['tone'] {
  if (meter.done || step < meter.step) return 'done';
  return step === meter.step ? meter.tone : 'open';
}
