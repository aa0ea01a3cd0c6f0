import type { Language } from '@suqiao/contracts';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { everyZh } from './every-text';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof everyZh };
  }
}

const storageKey = 'suqiao.language';

/** Chinese first: English only where it was chosen before. */
function chosenLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

/** The text catalogue; each language is a file of its own, and a reader loads the one that they read. */
export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources: {},
  lng: chosenLanguage(),
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  // Scopes are keys, and have colons in them.
  nsSeparator: false,
  returnNull: false,
});

async function textsIn(language: Language): Promise<object> {
  return language === 'en' ? (await import('./en')).en : (await import('./zh')).zh;
}

/** Texts that only some pages need, each part a file of its own a language: it comes with the page that opens it. */
const parts = {
  analysis: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-analysis')).enAnalysis : (await import('./zh-analysis')).zhAnalysis),
  audit: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-audit')).enAudit : (await import('./zh-audit')).zhAudit),
  channels: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-channels')).enChannels : (await import('./zh-channels')).zhChannels),
  consultations: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-consultations')).enConsultations : (await import('./zh-consultations')).zhConsultations),
  issues: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-issues')).enIssues : (await import('./zh-issues')).zhIssues),
  knowledge: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-knowledge')).enKnowledge : (await import('./zh-knowledge')).zhKnowledge),
  officers: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-officers')).enOfficers : (await import('./zh-officers')).zhOfficers),
  letters: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-letters')).enLetters : (await import('./zh-letters')).zhLetters),
  palette: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-palette')).enPalette : (await import('./zh-palette')).zhPalette),
  records: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-records')).enRecords : (await import('./zh-records')).zhRecords),
  reports: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-reports')).enReports : (await import('./zh-reports')).zhReports),
  running: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-running')).enRunning : (await import('./zh-running')).zhRunning),
  routing: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-routing')).enRouting : (await import('./zh-routing')).zhRouting),
  register: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-register')).enRegister : (await import('./zh-register')).zhRegister),
  templates: async (language: Language): Promise<object> => (language === 'en' ? (await import('./en-templates')).enTemplates : (await import('./zh-templates')).zhTemplates),
} as const;
export type TextPart = keyof typeof parts;
const opened = new Set<TextPart>();

async function load(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation')) i18n.addResourceBundle(language, 'translation', await textsIn(language));
  await Promise.all([...opened].map((part) => loadPart(part, language)));
}

async function loadPart(part: TextPart, language: Language): Promise<void> {
  i18n.addResourceBundle(language, 'translation', await parts[part](language), true);
}

/** Loads a part of the texts in the language in use, and from now on in every other that is chosen. */
export async function openTexts(part: TextPart): Promise<void> {
  if (opened.has(part)) return;
  opened.add(part);
  await textsLoaded;
  await loadPart(part, currentLanguage());
}

/** The texts of the chosen language are there: before that nothing is drawn. */
export const textsLoaded = load(currentLanguage());

document.documentElement.lang = currentLanguage();

/** The language in use, as the API and `<html lang>` name it. */
export function currentLanguage(): Language {
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

/** Changes the language of every text, of `<html lang>` and of what the API answers, and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  localStorage.setItem(storageKey, language);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The texts, the language, and the choice of a two-language name from the directory. */
export function useTexts() {
  const { t } = useTranslation();
  const language = currentLanguage();
  return { t, language, nameOf: (name: { readonly zh: string; readonly en: string }) => (language === 'en' ? name.en : name.zh) };
}

/** Translator for modules that get it passed. */
export type Translate = ReturnType<typeof useTexts>['t'];
