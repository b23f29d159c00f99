// Text of people within text of ours that is read line by line, such as a mail. It owns no length and no escaping.

/** The text with a blank for each run of line ends and other control signs, so that no name begins a line that looks like ours. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
