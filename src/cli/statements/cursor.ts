/** Cursor: the usage events of an account (cursor.com, Usage). It keeps no counts on disk, so no log says the same. */
import type { CsvKind } from './reader.ts';

export const cursorUsage: CsvKind = {
  title: 'Cursor usage export',
  columns: ['date', 'model', 'inputwocachewrite', 'cacheread', 'outputtokens'],
  line(reader) {
    const day = reader.day(reader.text('date'));
    if (day === undefined) return;
    const output = reader.count('outputtokens');
    const parts = ['inputwcachewrite', 'inputwocachewrite', 'cacheread'];
    const sum = parts.reduce((all, name) => all + reader.count(name), 0);
    // Exports differ in whether what was written to the cache is in both columns: the total decides.
    const input = Math.max(0, reader.count('totaltokens') - output) || sum;
    // What is included in a plan has words in place of an amount.
    const usd = reader.amount(reader.text('cost'));
    reader.line({ day, model: reader.text('model'), input, output, usd });
  },
};
