/** The bar of filters: the range, the names, what is shown in all, and the exports. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { FILTERS, type Filter, queryOf, RANGES, rangeOf } from './address.ts';
import type { Report, Row, Summary } from './answers.ts';
import { ask, useApi } from './api.ts';
import { Icon } from './icons.tsx';
import { costWords, pathTail, spanText } from './numbers.ts';
import { copyText } from './parts.tsx';
import { address, announcement, go, isPhone, status, toggle, view } from './state.ts';

export function Filters({ summary }: { readonly summary: Summary | undefined }) {
  const chosen = address.value;
  const shown = view.value === 'tasks' ? (['project'] as const) : FILTERS;
  const isCustom = chosen.since !== undefined || chosen.until !== undefined;
  return (
    <section class="filters" aria-label="Filters">
      <div class="wide">
        <fieldset class="segments" aria-label="Range" style={{ margin: 0 }}>
          {RANGES.filter(range => !(isPhone.value && range.id === '1y')).map(range => (
            <button
              key={range.id}
              type="button"
              aria-pressed={!isCustom && rangeOf(chosen).id === range.id}
              onClick={() => go({ range: range.id, since: undefined, until: undefined })}
            >
              {range.title}
            </button>
          ))}
        </fieldset>
        {isPhone.value ? (
          <PhoneFilters shown={shown} />
        ) : (
          shown.map(filter => <Menu key={filter} filter={filter} />)
        )}
        <span class="spring" />
        <span class="when" id="when">
          {summary?.from && summary.to ? `${spanText(summary.from, summary.to)} · ` : ''}
          {status.value?.zone ?? ''}
        </span>
        <span class="is-desk">
          <Export />
        </span>
      </div>
    </section>
  );
}

/** A menu that closes on Escape and on a click elsewhere. */
function useMenu() {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', away);
    box.current?.addEventListener('keydown', key);
    return () => {
      removeEventListener('pointerdown', away);
      box.current?.removeEventListener('keydown', key);
    };
  }, [isOpen]);
  return { isOpen, setOpen, box };
}

const REPORT_OF = { project: 'projects', model: 'models', source: 'sources' } as const;
const TITLE_OF = { project: 'Project', model: 'Model', source: 'Source' } as const;

function Menu({ filter }: { readonly filter: Filter }) {
  const { isOpen, setOpen, box } = useMenu();
  const chosen = address.value[filter];
  const [first] = chosen;
  const says = chosen.length === 0 ? 'All' : chosen.length === 1 ? pathTail(first!) : String(chosen.length);
  return (
    <div class="menu" ref={box}>
      <button
        type="button"
        class="button"
        aria-expanded={isOpen}
        data-filter={filter}
        onClick={() => setOpen(!isOpen)}
      >
        <span class="muted">{TITLE_OF[filter]}</span> {says}
        <Icon name="down" />
      </button>
      {chosen.length > 0 && (
        <button
          type="button"
          class="icon"
          aria-label={`Clear ${TITLE_OF[filter]}`}
          onClick={() => go({ [filter]: [] })}
        >
          <Icon name="close" />
        </button>
      )}
      {isOpen && (
        <div class="box">
          <Choices filter={filter} />
        </div>
      )}
    </div>
  );
}

function Choices({ filter }: { readonly filter: Filter }) {
  const [typed, setTyped] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  // What can be chosen does not depend on what is chosen of the same kind.
  const { data } = useApi<Report<'projects'> & Report<'models'> & Report<'sources'>>(
    `/api/reports/${REPORT_OF[filter]}${queryOf({ ...address.value, [filter]: [] })}`,
  );
  const rows = data?.[REPORT_OF[filter]] ?? [];
  const nameOf = (row: Row) => row[filter] ?? '';
  const known = new Set(rows.map(nameOf));
  const lost = address.value[filter].filter(name => !known.has(name));
  const fits = rows.filter(row => nameOf(row).toLowerCase().includes(typed.toLowerCase()));
  return (
    <>
      <input
        ref={search}
        type="search"
        placeholder={`Search ${TITLE_OF[filter].toLowerCase()}s`}
        aria-label={`Search ${TITLE_OF[filter].toLowerCase()}s`}
        value={typed}
        onInput={event => setTyped(event.currentTarget.value)}
      />
      <div class="choices">
        {lost.map(name => (
          <label key={name} class="choice">
            <input type="checkbox" checked onChange={() => toggle(filter, name)} />
            <span class="name">{name}</span>
          </label>
        ))}
        {fits.slice(0, 200).map(row => {
          const name = nameOf(row);
          return (
            <label key={name} class="choice" title={name}>
              <input
                type="checkbox"
                checked={address.value[filter].includes(name)}
                onChange={() => toggle(filter, name)}
              />
              <span class="name">{filter === 'project' ? pathTail(name) : name}</span>
              <span class="muted">
                {costWords(row).isAtLeast ? `≥ ${costWords(row).text}` : costWords(row).text}
              </span>
            </label>
          );
        })}
        {fits.length === 0 && <p class="note">No matches</p>}
      </div>
    </>
  );
}

function PhoneFilters({ shown }: { readonly shown: readonly Filter[] }) {
  const { isOpen, setOpen, box } = useMenu();
  const [filter, setFilter] = useState<Filter>(shown[0]!);
  const count = shown.reduce((sum, each) => sum + address.value[each].length, 0);
  return (
    <div class="menu is-right" ref={box} style={{ marginLeft: 'auto' }}>
      <button type="button" class="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="filter" /> Filter{count > 0 ? ` ${count}` : ''}
      </button>
      {isOpen && (
        <div class="box">
          <fieldset class="segments" aria-label="Filter by" style={{ margin: '0 0 8px' }}>
            {shown.map(each => (
              <button key={each} type="button" aria-pressed={each === filter} onClick={() => setFilter(each)}>
                {TITLE_OF[each]}
              </button>
            ))}
          </fieldset>
          <Choices key={filter} filter={filter} />
          {count > 0 && (
            <button type="button" class="button" onClick={() => go({ project: [], model: [], source: [] })}>
              Clear all
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The report that each view is about. */
const EXPORTED = { overview: 'daily', messages: 'models', tasks: 'tasks' } as const;

function Export() {
  const { isOpen, setOpen, box } = useMenu();
  const path = `/api/reports/${EXPORTED[view.value]}`;
  const save = async (format: 'csv' | 'json') => {
    setOpen(false);
    const at = `${path}${queryOf(address.value, format === 'csv' ? { format } : {})}`;
    try {
      const text = format === 'csv' ? await (await fetch(at)).text() : JSON.stringify(await ask(at), null, 2);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(
        new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }),
      );
      link.download = `token-dash-${EXPORTED[view.value]}.${format}`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch {
      announcement.value = 'The server does not answer: nothing was saved';
    }
  };
  return (
    <div class="menu is-right" ref={box}>
      <button type="button" class="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="out" /> Export
      </button>
      {isOpen && (
        <div class="box" style={{ width: '200px' }}>
          <button type="button" class="choice" onClick={() => save('csv')}>
            Save as CSV
          </button>
          <button type="button" class="choice" onClick={() => save('json')}>
            Save as JSON
          </button>
          <button
            type="button"
            class="choice"
            onClick={() => {
              setOpen(false);
              void copyText(location.href);
            }}
          >
            Copy link
          </button>
        </div>
      )}
    </div>
  );
}
