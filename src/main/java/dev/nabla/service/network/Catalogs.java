package dev.nabla.service.network;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.network.LayerCatalog;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.loss.LossService;

/** Where binders find what a request names. */
record Catalogs(LossCatalog losses, LossService lossService, LayerCatalog layers, Admission admission) {}
