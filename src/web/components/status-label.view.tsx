import type { JSX } from 'preact';
import type { Deadline } from '../deliveries/deadline';
import type { StatusLabel } from '../deliveries/status-label';
import { Icon } from './icon.view';

/** Text, icon and colour; never colour alone, and it cannot be mistaken for a button. */
export function Status({ label }: { label: StatusLabel }): JSX.Element {
  return (
    <span class={`st st--${label.tone}`}>
      <Icon name={label.icon} />
      {label.text}
    </span>
  );
}

export function Lateness({ deadline }: { deadline: Deadline }): JSX.Element {
  return <span class={`late late--${deadline.tone}`}>{deadline.text}</span>;
}
