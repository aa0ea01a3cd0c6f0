import { useSearchParams } from 'react-router';
import { useTexts } from '../i18n';
import { PagedCases } from '../parts/paged-cases';
import { usePageTitle } from '../parts/page-title';

/** Every case that some words lead to; the words stand in the address. */
export default function FoundPage() {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const words = parameters.get('q') ?? '';
  const title = t('found.title', { words });
  usePageTitle(title);
  const queryOf = (cursor: string | null) => new URLSearchParams({ q: words, ...(cursor !== null && { cursor }) }).toString();
  return (
    <>
      <div className="page-head"><h1>{title}</h1><span className="quiet">{t('found.lead')}</span></div>
      <section className="panel list-panel" aria-label={title}>
        <PagedCases path="/api/v1/cases" queryOf={queryOf} caption={title} emptyTitle={t('found.empty')} emptyHint={t('found.emptyHint')} />
      </section>
    </>
  );
}
