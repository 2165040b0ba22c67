/** The registry of commands: to add one, write its file and its line here. */
import { alertsCommand } from './alerts.ts';
import { budgetCommand } from './budget.ts';
import type { Command } from './command.ts';
import { compareCli } from './compare-cli.ts';
import { compareSpans } from './compare-spans.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { forecastCommand } from './forecast.ts';
import { guideCommand } from './guide.ts';
import { hookCommand } from './hook.ts';
import { importCommand } from './import.ts';
import { ledgerCommand } from './ledger.ts';
import { logCommand } from './log/log-cli.ts';
import { briefingCommand, markdownCommand } from './markdown.ts';
import { priceCli } from './price-cli.ts';
import { pricesCli } from './prices-cli.ts';
import { reconcileCommand } from './reconcile.ts';
import { REPORT_COMMANDS } from './report.ts';
import { serveCommand } from './serve.ts';
import { sourceCommand } from './source.ts';
import { statuslineCommand } from './statusline-cli.ts';
import { reportCommand } from './weekly-report.ts';
import { witnessCommand } from './witness.ts';

export const COMMANDS: readonly Command[] = [
  ...REPORT_COMMANDS,
  forecastCommand,
  markdownCommand,
  briefingCommand,
  explainCommand,
  witnessCommand,
  logCommand,
  compareSpans,
  compareCli,
  reconcileCommand,
  budgetCommand,
  alertsCommand,
  reportCommand,
  exportCommand,
  priceCli,
  pricesCli,
  serveCommand,
  importCommand,
  ledgerCommand,
  hookCommand,
  statuslineCommand,
  doctorCommand,
  sourceCommand,
  configCommand,
  guideCommand,
  completionCommand,
];
