//! The figures of the chapter “Back-propagation as a Lagrangian”, one a file.

pub mod chain;

figures! {
    lagrange_multiplier::LagrangeMultiplier was tangent,
    constraint_network::ConstraintNetwork was springs,
    adjoint_state::AdjointState was adjoint,
    lagrangian_training::LagrangianTraining was drill,
    quadratic_penalty::QuadraticPenalty was penalty,
}
