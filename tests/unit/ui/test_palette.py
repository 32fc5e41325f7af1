"""The role colours can be told apart, whoever looks."""

import itertools
from typing import get_args

import numpy as np
import pytest

from core.networks import Role
from core.ontology import Layer
from ui.casegraph import palette

# Machado, Oliveira, Fernandes 2009, severity 1.0
SEEN = {
    "normally": np.eye(3),
    "with protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "with deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "with tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    to_lms = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                       [0.0883024619, 0.2817188376, 0.6299787005]])  # fmt: skip
    to_lab = np.array([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099],
                       [0.0259040371, 0.7827717662, -0.808675766]])  # fmt: skip
    return to_lab @ np.cbrt(np.clip(to_lms @ rgb, 0, None))


@pytest.mark.parametrize("how", SEEN)
def test_roles_differ(how):
    seen = {role: oklab(np.clip(SEEN[how] @ linear(colour), 0, 1)) for role, colour in palette.ROLES.items()}
    apart = {pair: np.linalg.norm(seen[pair[0]] - seen[pair[1]]) for pair in itertools.combinations(seen, 2)}
    closest = min(apart, key=apart.get)
    assert apart[closest] > 0.07, closest


@pytest.mark.parametrize("role", palette.ROLES)
def test_roles_stand_out_from_the_ground(role):
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted((weights @ linear(palette.ROLES[role]), weights @ linear(palette.GROUND)))
    assert (light + 0.05) / (dark + 0.05) >= 3.0


def test_every_role_and_layer_has_its_sign():
    assert set(palette.ROLES) == set(get_args(Role))
    assert set(palette.LAYERS) == set(get_args(Layer))
    assert len({(stroke.tint, stroke.dashes) for stroke in palette.LAYERS.values()}) == len(palette.LAYERS)
