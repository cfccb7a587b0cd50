"""Training and evaluating the coder. Never imported at run time except by the ``train`` and ``evaluate`` commands."""
