/**
 * Azure: the cost and usage details of an export (learn.microsoft.com, "Cost and usage details file schema"). A row is about
 * a meter, such as "gpt 5.5 Inp glbl Tokens"; how many tokens that were is not said in one unit.
 */
import type { CsvKind } from './reader.ts';

/** What a meter's name says beside the model. */
const PARTS =
  /[\s-]+(?:(?:inp(?:ut)?|out?p(?:ut)?|cached|cchd|cch|rd|wr|glbl|global|regnl|regional|data|zone|dzone|dz|batch|pp|priority|flex|long|shrt|short|ctx|tokens?|1[km]|unit)(?=[\s-]|$)[\s-]*)+$/i;
const SERVICES = /cognitiveservices|cognitive services|azure openai|foundry|machinelearning/i;

export const azureCosts: CsvKind = {
  title: 'Azure cost export',
  vendor: 'openai',
  columns: ['date', 'metername', 'metercategory'],
  line(reader) {
    const service = reader.text('consumedservice') + reader.text('metercategory');
    if (!SERVICES.test(service)) return;
    const day = reader.day(reader.text('date'));
    const usd = reader.amount(reader.text('costinusd', 'paygcostinusd'));
    if (day !== undefined && usd !== undefined) {
      reader.line({ day, model: reader.text('metername').replace(PARTS, ''), usd });
      return;
    }
    const currency = reader.text('billingcurrency', 'billingcurrencycode');
    const cost = reader.amount(reader.text('costinbillingcurrency', 'cost', 'pretaxcost'));
    if (day === undefined || cost === undefined) return;
    if (currency === 'USD')
      reader.line({ day, model: reader.text('metername').replace(PARTS, ''), usd: cost });
    else
      reader.trouble(
        `is in ${currency || 'an unnamed currency'}, and no amount in dollars beside it: left out`,
      );
  },
};
