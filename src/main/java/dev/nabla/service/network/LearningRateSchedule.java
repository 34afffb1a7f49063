package dev.nabla.service.network;

/** The learning rate of each step. */
@FunctionalInterface
interface LearningRateSchedule {

    /** The learning rate of a step; the first step is 0. */
    double at(long step);
}
