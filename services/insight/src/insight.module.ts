import { Module } from '@nestjs/common';
import { AnalysisMailsController } from './analysis-mails.controller';
import { AnalysisMailSending } from './analysis-mails.sending';
import { analysisMailProviders } from './analysis-mails.settings';
import { AnalysisMailsStore } from './analysis-mails.store';
import { AnalysisMailsSweep } from './analysis-mails.sweep';
import { AnalysisViewsController } from './analysis-views.controller';
import { AnalysisViewsStore } from './analysis-views.store';
import { AnalysisController } from './analysis.controller';
import { AnalysisCounting } from './analysis.counting';
import { AnalysisMaking } from './analysis.making';
import { AppealsLists } from './appeals.lists';
import { AppealsStore } from './appeals.store';
import { CalendarConsumer } from './calendar.consumer';
import { CommonIssuesController } from './common-issues.controller';
import { ConsultationScheduleController } from './consultation-schedule.controller';
import { ConsultationsCalling } from './consultations.calling';
import { ConsultationsController } from './consultations.controller';
import { ConsultationsStore } from './consultations.store';
import { ConsultationsSweep } from './consultations.sweep';
import { CorrectionsStore } from './corrections.store';
import { FormationCorrections } from './formation.corrections';
import { FormationPictures } from './formation.pictures';
import { FormationStore } from './formation.store';
import { FormationSweep } from './formation.sweep';
import { InsightAppealsController } from './insight-appeals.controller';
import { CommonIssueCalendar } from './insight.calendar';
import { InsightConsumer } from './insight.consumer';
import { formationProviders } from './insight.settings';
import { IssueAnswers } from './issue-answers';
import { IssueCorrecting } from './issue-correcting';
import { IssueOrders } from './issue-orders';
import { IssuesStore } from './issues.store';
import { IssuesViews } from './issues.views';
import { KnowledgeController } from './knowledge.controller';
import { KnowledgeStore } from './knowledge.store';
import { PoliciesStore } from './policies.store';
import { ReportExports } from './report-exports';
import { ReportOrders } from './report-orders';
import { ReportsController } from './reports.controller';
import { ReportDrawing } from './reports.drawing';
import { ReportKept } from './reports.kept';
import { ReportRows } from './reports.rows';
import { ReportsStore } from './reports.store';

/** Composition of insight. */
@Module({
  controllers: [CommonIssuesController, InsightAppealsController, AnalysisController, AnalysisViewsController, AnalysisMailsController, ConsultationsController, ConsultationScheduleController, ReportsController, KnowledgeController],
  providers: [
    ...formationProviders, CommonIssueCalendar, CalendarConsumer, AppealsStore, AppealsLists, AnalysisCounting, AnalysisMaking, AnalysisViewsStore, ...analysisMailProviders, AnalysisMailsStore, AnalysisMailSending, AnalysisMailsSweep, InsightConsumer, IssuesStore, IssueOrders, IssueAnswers, IssuesViews, CorrectionsStore, IssueCorrecting,
    FormationStore, FormationCorrections, FormationPictures, FormationSweep,
    ConsultationsStore, ConsultationsCalling, ConsultationsSweep,
    KnowledgeStore, PoliciesStore,
    ReportsStore, ReportRows, ReportDrawing, ReportKept, ReportExports, ReportOrders,
  ],
})
export class InsightModule {}
