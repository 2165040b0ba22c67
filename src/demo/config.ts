/** The configuration of the demo: two accounts, a model that costs nothing, and budgets. */
import { FREE_MODEL, PERSONAL, WORK } from './names.ts';

export const DEMO_CONFIG = `# The configuration of the demo. Yours is not read by it.
roots:
  claude: [~/${WORK}, ~/${PERSONAL}]
prices:
  models:
    ${FREE_MODEL}: { free: true }
budgets:
  - { name: All of it, per: month, usd: 160 }
  - { name: A day, per: day, usd: 15 }
  - { name: aurora-api, per: month, usd: 60, project: aurora-api }
  - { name: Explore, per: week, usd: 3, agent: Explore }
manualLog: { goalUsdPerDay: 0.02, usdPerMonth: 0.9 }
`;
