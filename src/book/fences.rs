//! The book's own code fences: `demo`, `exercise`, `source`, `syllabus`.

use crate::{demo::Text, demos, exercise, plot::svg::escape, text};

use super::{BookError, contents, figure, markdown::Writer};

impl Writer<'_> {
    /// The HTML of a fence, or `None` for an ordinary code block.
    pub(super) fn fence(&mut self, info: &str, body: &str) -> Result<Option<String>, BookError> {
        let (kind, rest) = info.split_once(' ').unwrap_or((info, ""));
        Ok(Some(match kind {
            "demo" => {
                let caption = self.nested(body)?;
                figure::figure(self, rest.trim(), &caption)?
            }
            "exercise" => self.exercise(body)?,
            "source" => self.site.sources.listing(rest.trim(), self.words())?,
            "syllabus" => {
                contents::list(body, self.site.chapters, self.lang, self.root, self.words())
            }
            _ => return Ok(None),
        }))
    }

    /// An exercise: the question, a line `answer: REFERENCE ± TOLERANCE`, a line `---`, the
    /// solution.
    fn exercise(&mut self, body: &str) -> Result<String, BookError> {
        self.exercises += 1;
        let number = self.exercises;
        let (task, solution) = body
            .split_once("\n---\n")
            .ok_or_else(|| format!("exercise {number} has no line “---” before its solution"))?;
        let (question, answer) = task
            .trim_end()
            .rsplit_once("answer:")
            .ok_or_else(|| format!("exercise {number} has no line “answer:”"))?;
        let (reference, tolerance) = answer
            .trim()
            .rsplit_once(" ± ")
            .ok_or_else(|| format!("exercise {number}: the answer must end in “± tolerance”"))?;
        let tolerance: f64 = tolerance
            .parse()
            .map_err(|_| format!("exercise {number}: “{tolerance}” is no number"))?;
        // An answer that the core cannot compute stops the build.
        let truth = exercise::evaluate(reference)?;
        let (question, solution) = (self.nested(question)?, self.nested(solution)?);
        let said = |text: &Text| escape(&text.said(self.words()));
        Ok(format!(
            "<section class=\"exercise\" aria-labelledby=\"exercise-{number}\">\n\
             <h3 id=\"exercise-{number}\">{}</h3>\n{question}\
             <div class=\"answer\" data-answer=\"{}\" data-tolerance=\"{tolerance}\"{}></div>\n\
             <details><summary>{}</summary>\n{solution}\
             <p class=\"computed\">{}</p></details>\n</section>\n",
            said(&text!("Exercise {number}", number)),
            escape(reference),
            self.data_words(exercise_chapter(reference)),
            said(&text!("Worked solution")),
            said(&text!("Computed by the core: {truth}.", truth)),
        ))
    }
}

/// The chapter of the figure that an exercise asks.
fn exercise_chapter(reference: &str) -> &'static str {
    demos::name(exercise::figure(reference)).map_or("", |(_, chapter)| chapter)
}
