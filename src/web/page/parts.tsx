/** The smallest parts of every view: a cost, a count, the badge of a model, a button that copies. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { grouped, shortCount } from '../../core/format.ts';
import type { Priced } from './answers.ts';
import { Icon } from './icons.tsx';
import { costWords, familyOf, moneyText, type Places, shortModel } from './numbers.ts';
import { announcement, isPhone, openReceipt, toggle } from './state.ts';

export function AtLeast() {
  return (
    <>
      <span class="ge" aria-hidden="true">
        ≥
      </span>
      <span class="hidden">at least </span>
    </>
  );
}

export function Nothing() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="hidden">none</span>
    </>
  );
}

/** A cost as text. */
export function Cost({ of, places = 2 }: { readonly of: Priced; readonly places?: Places }) {
  const words = costWords(of, places);
  if (words.isUnpriced) return <span class="unpriced">unpriced</span>;
  if (words.text === '–') return <Nothing />;
  return (
    <span title={words.says !== words.text ? words.says : undefined}>
      {words.isAtLeast && <AtLeast />}
      {words.text}
    </span>
  );
}

/** A cost that opens what it is made of. */
export function Amount({
  of,
  opens,
  places = 2,
}: {
  readonly of: Priced;
  readonly opens: string;
  readonly places?: Places;
}) {
  const words = costWords(of, places);
  if (words.text === '–') return <Nothing />;
  return (
    <button
      type="button"
      class={words.isUnpriced ? 'unpriced' : 'amount'}
      title={words.says !== words.text ? words.says : undefined}
      onClick={() => openReceipt(opens)}
    >
      {words.isAtLeast && <AtLeast />}
      {words.text}
    </button>
  );
}

/** A part of a cost, where its parts are told apart. */
export function PartOfCost({ usd, places = 2 }: { readonly usd: string; readonly places?: Places }) {
  return <span>{moneyText(usd, places)}</span>;
}

/** `361.4M`, with all digits in a tooltip. */
export function Tokens({ count }: { readonly count: number }) {
  if (count < 1000) return <span>{grouped(count)}</span>;
  return (
    <span title={grouped(count)}>
      <span aria-hidden="true">{shortCount(count)}</span>
      <span class="hidden">{grouped(count)}</span>
    </span>
  );
}

/** A count with every digit; `–` for nothing where nothing is the usual case. */
export function Count({
  count,
  isAtLeast = false,
  dash = false,
}: {
  readonly count: number;
  readonly isAtLeast?: boolean;
  readonly dash?: boolean;
}) {
  if (dash && count === 0) return <Nothing />;
  return (
    <span>
      {isAtLeast && <AtLeast />}
      {grouped(count)}
    </span>
  );
}

export function hueOf(model: string): string {
  return `var(--${familyOf(model)})`;
}

export function Badge({
  model,
  isShort = false,
  isUnpriced = false,
}: {
  readonly model: string;
  readonly isShort?: boolean;
  readonly isUnpriced?: boolean;
}) {
  return (
    <span class="badge" title={model} style={{ '--hue': hueOf(model) }}>
      <i class={isUnpriced ? 'is-hatched' : ''} />
      <span>{isShort || isPhone.value ? shortModel(model) : model}</span>
    </span>
  );
}

/** A badge that filters. */
export function ModelButton({
  model,
  isUnpriced,
}: {
  readonly model: string;
  readonly isUnpriced?: boolean;
}) {
  return (
    <button
      type="button"
      class="name-button"
      title={`Show ${model} only`}
      onClick={() => toggle('model', model)}
    >
      <Badge model={model} isUnpriced={isUnpriced} />
    </button>
  );
}

export function Track({
  part,
  isHigh = false,
}: {
  readonly part: number | undefined;
  readonly isHigh?: boolean;
}) {
  return (
    <span class="track" aria-hidden="true">
      <i
        class={isHigh ? 'is-high' : ''}
        style={{ '--part': `${Math.max(0, Math.min(1, part ?? 0)) * 100}%` }}
      />
    </span>
  );
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announcement.value = 'Copied';
    return true;
  } catch {
    announcement.value = 'The browser does not let the page copy';
    return false;
  }
}

/** Copies what `text` gives: on a plain click as CSV, with Alt as JSON. */
export function CopyButton({
  text,
  label = 'Copy',
  isIcon = false,
}: {
  readonly text: (asJson: boolean) => string | Promise<string>;
  readonly label?: string;
  readonly isIcon?: boolean;
}) {
  const [says, say] = useState(label);
  const copy = async (event: MouseEvent) => {
    say((await copyText(await text(event.altKey))) ? 'Copied' : 'Not copied');
    setTimeout(() => say(label), 1500);
  };
  return (
    <button
      type="button"
      class={isIcon ? 'icon' : 'button copy'}
      aria-label={isIcon ? says : undefined}
      title={isIcon ? says : 'As CSV; with Alt as JSON'}
      onClick={copy}
    >
      <Icon name={says === 'Copied' ? 'done' : 'copy'} />
      {!isIcon && says}
    </button>
  );
}

/** A command that can be copied. */
export function Command({ line }: { readonly line: string }) {
  return (
    <div class="command">
      <code class="mono">{line}</code>
      <CopyButton isIcon label={`Copy: ${line}`} text={() => line} />
    </div>
  );
}

export function Label({
  children,
  hidden,
}: {
  readonly children: ComponentChildren;
  readonly hidden?: boolean;
}) {
  return <span class={hidden ? 'hidden' : 'label'}>{children}</span>;
}
