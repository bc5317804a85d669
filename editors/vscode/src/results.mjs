// What the test explorer shows of a result of `flow test --format json` (docs/schemas/test.schema.json).

/** The name of a story, or of a case: with the machine, as reports have it. */
export function labelOf(story) {
  return story.machine ? `@${story.machine} / ${story.name}` : story.name;
}

/**
 * The failures of a story, each with the place of the line that is not met. The first line of a text, which is shown beside that line, is
 * the one that says what there was in its place.
 */
export function messagesOf(story) {
  const failed = story.runs.filter((run) => run.failure);
  return failed.map(({ failure }) => {
    const but = /^ *(but .*)$/m.exec(failure.report)?.[1];
    return { text: but ? `${but}\n\n${failure.report}` : failure.report, place: failure.expected.place };
  });
}

/** The lines of a story in the output of a run, which a terminal shows. */
export function outputOf(story) {
  const reports = story.runs.flatMap((run) => run.failure?.report ?? []);
  return [`${labelOf(story)}: ${story.verdict}`, ...reports, ""].join("\n").replace(/\r?\n/g, "\r\n");
}
