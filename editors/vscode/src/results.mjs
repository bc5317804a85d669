// What the test explorer shows of a result of `flow test --format json` (docs/schemas/test.schema.json).

/** The name of a story, or of a case: with the machine, as reports have it. */
export function labelOf(story) {
  return story.machine ? `@${story.machine} / ${story.name}` : story.name;
}

/** The failures of a story, each with the place of the line that is not met. */
export function messagesOf(story) {
  const failed = story.runs.filter((run) => run.failure);
  return failed.map(({ failure }) => ({ text: failure.report, place: failure.expected.place }));
}
