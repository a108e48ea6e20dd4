//! What a control is set to, and where a figure keeps it.

/// What a control is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Several.
    List(Vec<f64>),
}

impl Value {
    /// The number; NaN for a list.
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::List(_) => f64::NAN,
        }
    }

    /// All numbers in it.
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Number(number) => core::slice::from_ref(number),
            Self::List(numbers) => numbers,
        }
    }
}

impl From<Vec<f64>> for Value {
    fn from(numbers: Vec<f64>) -> Self {
        Self::List(numbers)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// Where a figure keeps the value of a control.
#[derive(Debug)]
pub enum Field<'a> {
    /// A slider's number.
    Number(&'a mut f64),
    /// A toggle.
    Flag(&'a mut bool),
    /// The index of an option.
    Choice(&'a mut usize),
    /// Several numbers.
    List(&'a mut Vec<f64>),
}

impl Field<'_> {
    /// Takes the value; returns whether it is another one than before. A value of another kind is not
    /// taken.
    pub fn set(self, value: &Value) -> bool {
        fn replace<T: PartialEq>(old: &mut T, new: T) -> bool {
            core::mem::replace(old, new) != *old
        }
        match (self, value) {
            (Self::Number(old), Value::Number(new)) => replace(old, *new),
            (Self::Flag(old), Value::Number(new)) => replace(old, *new != 0.0),
            (Self::Choice(old), Value::Number(new)) => replace(old, *new as usize),
            (Self::List(old), Value::List(new)) => replace(old, new.clone()),
            _ => false,
        }
    }
}

impl<'a> From<&'a mut f64> for Field<'a> {
    fn from(field: &'a mut f64) -> Self {
        Self::Number(field)
    }
}

impl<'a> From<&'a mut bool> for Field<'a> {
    fn from(field: &'a mut bool) -> Self {
        Self::Flag(field)
    }
}

impl<'a> From<&'a mut usize> for Field<'a> {
    fn from(field: &'a mut usize) -> Self {
        Self::Choice(field)
    }
}

impl<'a> From<&'a mut Vec<f64>> for Field<'a> {
    fn from(field: &'a mut Vec<f64>) -> Self {
        Self::List(field)
    }
}

/// The fields of a figure's controls by key, for [`Demo::field`](crate::demo::Demo::field):
/// `fields!(key; "x" => self.x, "w1" => self.w[0]; self.chosen.field(key))`. What stands after the second
/// semicolon answers for all other keys.
#[macro_export]
macro_rules! fields {
    ($key:expr; $($name:literal => $field:expr),* $(,)? $(; $rest:expr)?) => {
        match $key {
            $($name => Some($crate::demo::Field::from(&mut $field)),)*
            _ => $crate::fields!(@rest $($rest)?),
        }
    };
    (@rest) => { None };
    (@rest $rest:expr) => { $rest };
}
