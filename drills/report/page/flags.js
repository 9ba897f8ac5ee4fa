/* Where flags of events and badges of losses stand above the panels, and which are shortened or hidden. */

/** Each event has a flag in the first row with room for it, or its number where the rows become too many. */
export function eventFlags(track) {
  const flags = [...(track?.querySelectorAll('.flag') ?? [])];
  const draw = (plot) => {
    const most = plot.over.clientWidth < 500 ? 4 : 9;
    const rows = placeFlags(plot, false);
    track?.style.setProperty('--rows', rows <= most ? rows : placeFlags(plot, true));
  };
  const placeFlags = (plot, isBare) => {
    const rows = [];
    for (const flag of flags) {
      flag.classList.remove('turned');
      flag.classList.toggle('bare', isBare);
      const [left, length] = [leftOf(plot, flag), flag.offsetWidth];
      const isTurned = left + length > plot.over.clientWidth && left > length;
      flag.classList.toggle('turned', isTurned);
      const [from, to] = isTurned ? [left - length, left] : [left, left + length];
      const isFree = (taken = []) => taken.every(([start, end]) => from > end + 4 || to < start - 4);
      let row = 0;
      while (!isFree(rows[row])) row += 1;
      rows[row] = [...(rows[row] ?? []), [from, to]];
      flag.style.setProperty('--row', row);
    }
    return rows.length;
  };
  return { hooks: { draw } };
}

/** A badge that would cover an earlier one is hidden; the bands over the panels show all losses. */
export function lossBadges(losses) {
  const draw = (plot) => {
    let end = Number.NEGATIVE_INFINITY;
    losses.forEach((loss, index) => {
      loss.classList.remove('turned', 'bare', 'hidden');
      const [left, following] = [leftOf(plot, loss), losses[index + 1]];
      const next = following === undefined ? plot.over.clientWidth : leftOf(plot, following) - 34;
      if (left - 28 + loss.offsetWidth > next) {
        const isTurned = following === undefined && left + 28 - loss.offsetWidth > Math.max(0, end);
        loss.classList.add(isTurned ? 'turned' : 'bare');
      }
      if (left - 28 < end) loss.classList.add('hidden');
      else end = left - 28 + loss.offsetWidth;
    });
  };
  return { hooks: { draw } };
}

function leftOf(plot, element) {
  return plot.valToPos(Number(element.style.getPropertyValue('--at')), 'x');
}
