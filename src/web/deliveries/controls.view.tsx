import type { JSX } from 'preact';
import { Icon, type IconName } from '../components/icon.view';
import { nl } from '../copy/nl';
import type { ControlLine } from './delivery-pages';

const texts = nl.delivery;
const LOOK: Record<ControlLine['result'], { tone: string; icon: IconName }> = {
  passed: { tone: 'klaar', icon: 'check' },
  failed: { tone: 'fout', icon: 'cross' },
  skipped: { tone: 'rust', icon: 'minus' },
};

/** Every control that ran, passed or not: that nothing was found must be provable. */
export function Controls({ controls }: { controls: ControlLine[] }): JSX.Element {
  const { id, title, value, bound, result } = texts.controlColumns;
  return (
    <section class="panel">
      <h2>{texts.controls}</h2>
      <table class="list list--dense">
        <caption>{texts.controlsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{id}</th>
            <th scope="col">{title}</th>
            <th scope="col" class="number">
              {value}
            </th>
            <th scope="col" class="number">
              {bound}
            </th>
            <th scope="col">{result}</th>
          </tr>
        </thead>
        <tbody>
          {controls.map((control) => (
            <Row key={control.id} control={control} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ control }: { control: ControlLine }): JSX.Element {
  const { title, value, bound, result } = texts.controlColumns;
  const look = LOOK[control.result];
  return (
    <tr>
      <th scope="row">
        <code>{control.id}</code>
      </th>
      <td data-label={title}>
        {control.title}
        {control.reason && <span class="sub">{control.reason}</span>}
      </td>
      <td data-label={value} class="number">
        {control.value}
      </td>
      <td data-label={bound} class="number">
        {control.bound}
      </td>
      <td data-label={result}>
        <span class={`st st--${look.tone}`}>
          <Icon name={look.icon} />
          {texts[control.result]}
        </span>
      </td>
    </tr>
  );
}
