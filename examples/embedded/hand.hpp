#pragma once

#include <Eigen/Core>
#include <cmath>

/// Where the hand of an arm is that has a shoulder at the origin, an elbow, and two links of length 1.
/// `joints` are the angles of shoulder and elbow in radians.
template <class Scalar>
Eigen::Vector2<Scalar> hand(const Eigen::Vector2<Scalar>& joints) {
  const Scalar forearm = joints[0] + joints[1];
  return {std::cos(joints[0]) + std::cos(forearm), std::sin(joints[0]) + std::sin(forearm)};
}
