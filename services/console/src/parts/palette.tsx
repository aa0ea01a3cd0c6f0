import { casePageSchema, type CaseRow } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { changeLanguage, useTexts } from '../i18n';
import { useReader } from '../session/reader';
import { useApi, useSession } from '../session/session';
import { useThemeChoice } from '../theme/choice';
import { themeChoices } from '../theme/mode';
import { useProblemWords } from './notices';
import { pagesOf } from './pages-of-reader';
import '../styles/palette.css';

/** Something that the palette can do: go to a page, open a case, or change a setting. */
interface Offer {
  readonly key: string;
  readonly kind: 'page' | 'case' | 'setting';
  readonly name: string;
  readonly detail: string;
  readonly run: () => void;
}

const casesShown = 8;

/** Cases by tracking number or by words of the title or of the appellant; nothing is asked below two characters. */
function useFoundCases(words: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['palette', words],
    queryFn: ({ signal }) => api.ask(`/api/v1/cases?${new URLSearchParams({ q: words, limit: String(casesShown) }).toString()}`, casePageSchema, { signal }),
    enabled: words.length > 1,
    placeholderData: (before) => before,
  });
}

function useSettings(): readonly Offer[] {
  const { t, language } = useTexts();
  const { choose } = useThemeChoice();
  const { signOut } = useSession();
  const setting = (key: string, name: string, run: () => void): Offer => ({ key, kind: 'setting', name, detail: t('palette.setting'), run });
  return [
    ...themeChoices.map((choice) => setting(`theme-${choice}`, t(`shell.theme.${choice}`), () => { choose(choice); })),
    setting('language', t('shell.language'), () => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')),
    setting('signOut', t('shell.signOut'), signOut),
  ];
}

function useOffers(written: string, cases: readonly CaseRow[], total: number): readonly Offer[] {
  const { t } = useTexts();
  const reader = useReader();
  const navigate = useNavigate();
  const settings = useSettings();
  const go = (path: string) => () => void navigate(path);
  const pages = pagesOf(reader).flatMap(({ group, pages: own }) => own.map(({ path, name }): Offer => ({ key: path, kind: 'page', name: t(`shell.${name}`), detail: t(`shell.group.${group}`), run: go(path) })));
  const fits = ({ name, detail, key }: Offer) => [name, detail, key].some((text) => text.toLowerCase().includes(written.toLowerCase()));
  const found = cases.map(({ caseId, title, trackingNumber, unit, state }): Offer => ({ key: caseId, kind: 'case', name: title, detail: [trackingNumber, t(`state.${state}`), unit.name].join(' · '), run: go(`/cases/${caseId}`) }));
  const all: readonly Offer[] = total > cases.length ? [{ key: 'all', kind: 'case', name: t('palette.all', { count: total }), detail: '', run: go(`/found?${new URLSearchParams({ q: written }).toString()}`) }] : [];
  return [...pages.filter(fits), ...found, ...all, ...settings.filter(fits)];
}

/** 命令面板: any page, case or setting by a few letters of its name, without leaving the keyboard. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [written, setWritten] = useState('');
  const [chosen, setChosen] = useState(0);
  const words = useDeferredValue(written.trim());
  const { data, error, isFetching } = useFoundCases(words);
  const cases = words.length > 1 ? (data?.items ?? []) : [];
  const offers = useOffers(words, cases, cases.length === 0 ? 0 : (data?.total ?? 0));
  const at = Math.min(chosen, offers.length - 1);
  useEffect(() => { dialog.current?.showModal(); }, []);
  const run = (offer: Offer | undefined) => {
    if (offer === undefined) return;
    onClose();
    offer.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter that ends a Chinese input method's composition chooses a word, not an offer.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offers.length > 0) setChosen((at + step + offers.length) % offers.length);
    else if (event.key === 'Enter') run(offers[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={t('shell.palette')} onClose={onClose} onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <input type="text" role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list" aria-label={t('palette.label')} placeholder={t('palette.label')} autoComplete="off" spellCheck={false}
        {...(at >= 0 && { 'aria-activedescendant': `${id}-${at}` })} value={written} onChange={(event) => { setWritten(event.target.value); setChosen(0); }} onKeyDown={onKeyDown} />
      <ul id={`${id}-list`} role="listbox" aria-label={t('palette.found')} aria-busy={isFetching}>
        {offers.map((offer, place) => <OfferRow key={offer.key} id={`${id}-${place}`} offer={offer} chosen={place === at} onPoint={() => { setChosen(place); }} onPress={() => { run(offer); }} />)}
      </ul>
      <p className="palette-foot quiet small" role="status">
        {error !== null ? <Failure error={error} /> : offers.length === 0 && !isFetching ? t('palette.none') : t('palette.hint')}
      </p>
    </dialog>
  );
}

function Failure({ error }: { readonly error: Error }) {
  const { title } = useProblemWords(error);
  return <span className="late">{title}</span>;
}

function OfferRow({ id, offer, chosen, onPoint, onPress }: { readonly id: string; readonly offer: Offer; readonly chosen: boolean; readonly onPoint: () => void; readonly onPress: () => void }) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (chosen) row.current?.scrollIntoView({ block: 'nearest' }); }, [chosen]);
  return (
    <li ref={row} id={id} role="option" aria-selected={chosen} className={`palette-${offer.kind}`} onPointerMove={onPoint} onClick={onPress}>
      <span className="palette-name">{offer.name}</span><span className="quiet small">{offer.detail}</span>
    </li>
  );
}
