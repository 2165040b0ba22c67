/**
 * uPlot is one module in which every option of every plot is looked at while it draws, so that a bundler can leave nothing
 * out. The page draws bars on linear scales of a given range, without a legend, times or a selection. Here the source is
 * given what is always so on the page as constants, and esbuild leaves out what then cannot run. A line that is not there
 * any more stops the build: a new version of uPlot has to be looked at.
 */
import { readFileSync } from 'node:fs';

/** Functions of a plot that the page never calls, or that have nothing to do on it. */
const UNCALLED = [
  // Legend.
  ...['initLegendRow', 'syncLegend', 'setLegendValues', 'toggleDOM'],
  // Series and bands that come and go.
  ...['addSeries', 'delSeries', 'setBand', 'addBand', 'delBand', 'setSeries', 'setFocus', 'setAlpha'],
  // Selecting a part of a plot with the mouse.
  ...['setSelect', 'hideSelect', 'setSelH', 'setSelV', 'mouseDown', 'mouseUp', 'dblClick'],
  // Points at the values under the cursor.
  ...['initCursorPt'],
  // Ranges found in the data: those of the page are given.
  ...['accScale'],
];

/** Text and what stands in its place: expressions with the value that they always have on the page, and unused parts. */
const CHANGES = [
  // What the module offers beside plots.
  ['uPlot.join = join;', ''],
  ['uPlot.fmtNum = fmtNum;', ''],
  ['uPlot.rangeNum = rangeNum;', ''],
  ['uPlot.rangeLog = rangeLog;', ''],
  ['uPlot.rangeAsinh = rangeAsinh;', ''],
  ['uPlot.fmtDate = fmtDate;', ''],
  ['uPlot.tzDate  = tzDate;', ''],
  ['uPlot.addGap = addGap;', ''],
  ['uPlot.clipGaps = clipGaps;', ''],
  ['\t\tpoints,\n\t};', '\t};'],
  ['(paths.linear  = linear);', ''],
  ['(paths.stepped = stepped);', ''],
  ['(paths.spline  = monotoneCubic);', ''],
  ['const linearPath = linear() ;', ''],
  ['s.paths || linearPath || retNull', 's.paths'],
  ['const pointsPath = points() ;', ''],
  ['paths: pointsPath,', ''],
  // Scales: x and y, linear, from the plot's options, with a range that is given.
  [/\bmode == 1\b/g, 'true'],
  [/\bmode == 2\b/g, 'false'],
  [/\b(?:sx|scaleX)\.ori == 0\b/g, 'true'],
  [/\bscaleX\.ori == 1\b/g, 'false'],
  [/\b(?:\w+\.)?(?:distr|xScaleDistr) +(?:==|>=) +(?:2|3|4|100)\b/g, 'false'],
  [/\(scaleOpts\.from != null\)/g, '(false)'],
  [/\b\w+\.from == null\b/g, 'true'],
  [/\b\w+\.from != null\b/g, 'false'],
  [/\bif \(rangeIsArr && .*$/m, 'if (false) {'],
  [/\bif \(!rangeIsArr && isObj\(rn\)\)/, 'if (false)'],
  [/fnOrSelf\(rn \|\| \([^;]*;/, 'fnOrSelf(rn);'],
  [/else if \(_min == _max\) \{/, 'else if (false) {'],
  [/incrSpace {4}= findIncr\(.*\);/, 'incrSpace = [1, 1];'],
  [/axis\.incrs {2}= fnOrSelf\(.*;/, ''],
  [/let incrs {4}= axis\._incrs = .*;/, ''],
  [/fnOrSelf\(axis\.splits \|\| .*\);/, 'fnOrSelf(axis.splits);'],
  [/^const (?:decIncrs|oneIncrs|wholeIncrs|numIncrs|binIncrs) = .*$/gm, ''],
  [/^genIncrs\(.*$/m, ''],
  [/axis\.filter = fnOrSelf\(.*;/, 'axis.filter = fnOrSelf(axis.filter || retArg1);'],
  // Times.
  [/^const FEAT_TIME .*$/m, ''],
  [/\bFEAT_TIME\b/g, 'false'],
  [/\b(?:sc\.time|scaleX\.time|isTime(?! =))\b/g, 'false'],
  [/^const (?:localTz|numFormatter|\[ time\w+, +\w+, +\w+ +\]) = .*$/gm, ''],
  [/^\tconst _(?:tzDate|fmtDate|timeAxis(?:Splits|Vals)|timeSeriesVal) +=.*$/gm, ''],
  // Bars: one colour each, with a straight edge, and no bands between series; no points.
  [/\bmultiPath(?! =)\b/g, 'false'],
  [/flags != 0 && bands/, 'false && bands'],
  ['if (bandClip)', 'if (false)'],
  ['if (dispFills != null && (strokeWidth == 0 || dispStrokes != null))', 'if (false)'],
  ['if (x0 != null && size != null)', 'if (false)'],
  ['if (band != null)', 'if (false)'],
  ['if (endRad == 0 && baseRad == 0)', 'if (true)'],
  ['if (axis.label != null) {', 'if (false) {'],
  [/\bif \(angle\)/, 'if (false)'],
  ['if (ticks.show) {', 'if (false) {'],
  ['if (border.show) {', 'if (false) {'],
  [/\bif \(show \|\| idxs\)/, 'if (false)'],
  ['show: seriesPointsShow', 'show: false'],
  // Legend.
  [/^\tconst showLegend = .*$/m, ''],
  [/\b(?:showLegend|legend\.live|legend\.show)\b/g, 'false'],
  [/\bmultiValLegend(?! =)\b/g, 'false'],
  // The cursor: always there, moved but never dragged or locked, without points and without a series in focus.
  [/^\tconst showCursor = .*$/m, ''],
  [/\bshowCursor\b/g, 'true'],
  [/^\tconst cursor(?:Focus|OnePt) = .*$/gm, ''],
  [/\bcursor(?:Focus|OnePt)\b/g, 'false'],
  [/\bif \(shouldSetLegend \|\| false\)/, 'if (false)'],
  [/\bcursor\._?lock\b(?! =)/g, 'false'],
  [/\b(?:self\.(?:addSeries|delSeries|setSelect|setSeries|addBand|setBand|delBand)) = \w+;/g, ''],
  ['didDrag && drag.click(self, e);', ''],
  [/^\t\tonMouse\((?:mousedown|dblclick),.*$/gm, ''],
  [/^\tevents\.(?:mousedown|mouseup|dblclick) = .*$/gm, ''],
  [/\bselect\.show\b/g, 'false'],
  [/\bif \((?:dragging|_dragging)\b/g, 'if (false'],
];

/** A plug-in of esbuild. */
export const smallUplot = {
  name: 'small-uplot',
  setup(build) {
    build.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      const change = (what, by) => {
        const changed = contents.replace(what, by);
        if (changed === contents) throw new Error(`${path} has no '${what}' any more`);
        contents = changed;
      };
      for (const name of UNCALLED)
        change(
          new RegExp(`^\\tfunction ${name}\\(.*\\{\\n(?:(?!\\t\\}).*\\n)*\\t\\}$`, 'm'),
          `\tfunction ${name}() {}`,
        );
      for (const [what, by] of CHANGES) change(what, by);
      return { contents, loader: 'js' };
    });
  },
};
