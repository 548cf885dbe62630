#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include <strata/core/setting.hpp>
#include <strata/core/shape.hpp>

/// Functions of the step, counted from 0, that give the factor of the optimizer's learning rate. A step is
/// whatever the caller counts, an epoch or a batch. All throw `std::invalid_argument` for settings out of
/// their range; those that PyTorch demands have no default here.
namespace strata {

namespace detail {

inline void check_steps(std::string_view who, Index steps) {
  check_setting(steps >= 1, who, "at least 1 step", static_cast<double>(steps),
                "set .steps to the length of training");
}

/// Half a cosine wave from `begin` to `end`, for a progress from 0 to 1.
inline double cosine(double begin, double end, double progress) {
  return end + (begin - end) / 2 * (1 + std::cos(std::numbers::pi * progress));
}

}  // namespace detail

/// The learning rate as it is: 1.
struct ConstantRate {
  double operator()(Index) const { return 1; }
};

/// Multiplies the rate by gamma after `every` steps: gamma^floor(step / every).
///
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
struct StepDecay {
  Index every = 0;
  double gamma = 0.1;

  double operator()(Index step) const {
    detail::check_setting(every >= 1, "StepDecay", "an interval of at least 1 step",
                          static_cast<double>(every), "as in StepDecay{.every = 30}");
    detail::check_setting(gamma > 0, "StepDecay", "a gamma above 0", gamma);
    const Index decays = step / every;
    return std::pow(gamma, static_cast<double>(decays));
  }
};

/// Multiplies the rate by gamma after every step: gamma^step.
///
/// PyTorch: https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
struct ExponentialDecay {
  double gamma = 0;

  double operator()(Index step) const {
    detail::check_setting(gamma > 0, "ExponentialDecay", "a gamma above 0", gamma,
                          "as in ExponentialDecay{.gamma = 0.95}");
    return std::pow(gamma, static_cast<double>(step));
  }
};

/// Half a cosine wave from 1 in step 0 to `final_factor` in step `steps`, where it stays.
///
/// Loshchilov and Hutter (2016), without restarts; PyTorch's returns after its end:
/// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
struct CosineDecay {
  Index steps = 0;
  double final_factor = 0;

  double operator()(Index step) const {
    detail::check_steps("CosineDecay", steps);
    detail::check_setting(final_factor >= 0, "CosineDecay", "a final_factor of at least 0", final_factor);
    const double progress = static_cast<double>(std::min(step, steps)) / static_cast<double>(steps);
    return detail::cosine(1, final_factor, progress);
  }
};

/// One cycle of `steps` steps: half a cosine wave from 1 / initial_divisor up to 1, another one down to
/// 1 / (initial_divisor final_divisor), where it stays. The optimizer's rate is the highest one; momentum is
/// left alone.
///
/// Smith and Topin (2017); PyTorch: `OneCycleLR` with `cycle_momentum=False`,
/// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
struct OneCycle {
  Index steps = 0;
  double warm_up_fraction = 0.3;
  double initial_divisor = 25;
  double final_divisor = 1e4;

  double operator()(Index step) const {
    check();
    const auto last = static_cast<double>(steps - 1), now = std::min(static_cast<double>(step), last);
    const double peak = warm_up_fraction * static_cast<double>(steps) - 1;
    if (now <= peak) return detail::cosine(1 / initial_divisor, 1, peak > 0 ? now / peak : 1);
    return detail::cosine(1, 1 / (initial_divisor * final_divisor), (now - peak) / (last - peak));
  }

 private:
  void check() const {
    detail::check_steps("OneCycle", steps);
    detail::check_setting(warm_up_fraction >= 0 && warm_up_fraction <= 1, "OneCycle",
                          "a warm_up_fraction from 0 to 1", warm_up_fraction);
    detail::check_setting(initial_divisor > 0, "OneCycle", "an initial_divisor above 0", initial_divisor);
    detail::check_setting(final_divisor > 0, "OneCycle", "a final_divisor above 0", final_divisor);
  }
};

/// Grows linearly from `start_factor` in step 0 to 1 in step `steps`; from there on `then`, which counts its
/// own steps from 0: `LinearWarmUp<CosineDecay>{.steps = 5, .then = {.steps = 95}}`.
///
/// PyTorch: `SequentialLR` of
/// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html and another one.
template <class Then = ConstantRate>
struct LinearWarmUp {
  Index steps = 5;
  double start_factor = 1.0 / 3;
  Then then = {};

  double operator()(Index step) const {
    detail::check_setting(steps >= 0, "LinearWarmUp", "at least 0 steps", static_cast<double>(steps));
    detail::check_setting(start_factor >= 0 && start_factor <= 1, "LinearWarmUp",
                          "a start_factor from 0 to 1", start_factor);
    if (step >= steps) return then(step - steps);
    return start_factor + (1 - start_factor) * static_cast<double>(step) / static_cast<double>(steps);
  }
};

}  // namespace strata
