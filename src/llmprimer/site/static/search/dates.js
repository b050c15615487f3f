/**
 * @file Dates as precise as they are known. The same as llmprimer/dates.py.
 */

/** A text that is no date; the message says why. */
export class DateError extends Error {}

/**
 * The first and the last day that `2017`, `2017-06` or `2017-06-12` may mean, and whether a month is said.
 * @param {string} text
 * @returns {{earliest: string, latest: string, hasMonth: boolean}}
 */
export function parseDate(text) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim());
  if (match === null) throw new DateError(`"${text}" is not a date: write YYYY, YYYY-MM or YYYY-MM-DD`);
  const [, year, month, day] = match;
  if (Number(year) < 1) throw new DateError(`year ${Number(year)} is not between 1 and 9999`);
  if (month !== undefined && !(Number(month) >= 1 && Number(month) <= 12)) throw new DateError(`there is no month ${month}`);
  const days = daysIn(Number(year), Number(month ?? 12));
  if (day !== undefined && !(Number(day) >= 1 && Number(day) <= days)) {
    throw new DateError(`${year}-${month} has ${days} days, not ${Number(day)}`);
  }
  return {
    earliest: `${year}-${month ?? "01"}-${day ?? "01"}`,
    latest: `${year}-${month ?? "12"}-${day ?? days}`,
    hasMonth: month !== undefined,
  };
}

/**
 * @param {number} year
 * @param {number} month from 1
 */
function daysIn(year, month) {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
